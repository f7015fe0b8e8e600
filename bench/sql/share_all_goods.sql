-- The same for all goods of a source that holds no totals: every code is added.
-- Grain:  one row per (side, currency, year, supplier)
WITH cell AS (
    SELECT CASE flow WHEN 'M' THEN 'buyer' ELSE 'supplier' END AS side, CASE flow WHEN 'M' THEN partner ELSE reporter END AS supplier,
        CASE flow WHEN 'M' THEN partner_kind ELSE reporter_kind END AS kind, currency, date_trunc('year', period) AS year,
        sum(value) AS value, sum(weight_kg) AS weight_kg
    FROM flow
    WHERE set_aside IS NULL AND ((reporter = 'RU' AND flow = 'M') OR (partner = 'RU' AND flow = 'X'))
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
