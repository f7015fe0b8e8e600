-- Supplier shares of Russia's imports of the 50 high-priority codes by year, both legs, with bounds and coverage, written by hand.
-- Grain:  one row per (side, currency, year, supplier)
-- In:     flow of one source; codes written in HS 2022, one level, one revision
WITH cell AS (
    SELECT CASE flow WHEN 'M' THEN 'buyer' ELSE 'supplier' END AS side, CASE flow WHEN 'M' THEN partner ELSE reporter END AS supplier,
        CASE flow WHEN 'M' THEN partner_kind ELSE reporter_kind END AS kind, currency, date_trunc('year', period) AS year,
        sum(value) AS value, sum(weight_kg) AS weight_kg
    FROM flow
    WHERE set_aside IS NULL AND ((reporter = 'RU' AND flow = 'M') OR (partner = 'RU' AND flow = 'X')) AND code IN (
        '845710', '845811', '845891', '845961', '846693', '847150', '847180', '848210', '848220', '848230', '848250', '848610', '848620', '848640',
        '850440', '851762', '851769', '852589', '852691', '852910', '852990', '853221', '853224', '853400', '853669', '853690', '854110', '854121',
        '854129', '854130', '854149', '854151', '854159', '854160', '854231', '854232', '854233', '854239', '854320', '854800', '880730', '901310',
        '901380', '901420', '901480', '902750', '903020', '903032', '903039', '903082')
    GROUP BY ALL),
total AS (
    SELECT side, currency, year, sum(value) FILTER (kind = 'country') AS known, coalesce(sum(value) FILTER (kind IN ('unspecified', 'secret')), 0) AS unnamed,
        max(value) FILTER (kind = 'world') AS world
    FROM cell GROUP BY ALL)
SELECT side, currency, year, supplier, value, weight_kg,
    value::DOUBLE / greatest(coalesce(world, 0), known + unnamed)::DOUBLE AS share_lo,
    (value + greatest(coalesce(world, 0), known + unnamed) - known)::DOUBLE / greatest(coalesce(world, 0), known + unnamed)::DOUBLE AS share_hi,
    known::DOUBLE / greatest(coalesce(world, 0), known + unnamed)::DOUBLE AS coverage
FROM cell JOIN total USING (side, currency, year)
WHERE kind <> 'world' AND kind <> 'group'
ORDER BY ALL;
