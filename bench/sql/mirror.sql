-- Both legs of Russia's imports of the 50 high-priority codes by supplier and year, and what is lost of them, in their headings and in their chapters, written by hand.
-- Grain:  one row per (supplier, year, currency, basis)
-- In:     flow of one source; codes written in HS 2022, one level, one revision; twelve months
WITH cell AS (
    SELECT flow, CASE flow WHEN 'M' THEN basis::VARCHAR ELSE 'dispatch' END AS basis, CASE flow WHEN 'M' THEN partner ELSE reporter END AS supplier, currency, code,
        date_trunc('year', period) AS year, sum(value) AS value, max(status) AS status, max(hs_rev) AS hs_rev, max(month(period)) AS last
    FROM flow
    WHERE set_aside IS NULL AND ((reporter = 'RU' AND flow = 'M' AND partner_kind = 'country') OR (partner = 'RU' AND flow = 'X' AND reporter_kind = 'country'))
        AND left(code, 2) IN ('84', '85', '88', '90')
    GROUP BY ALL),
leg AS (
    SELECT flow, basis, supplier, currency, year, sum(value) AS chapters, sum(value) FILTER (left(code, 4) IN ('8457', '8458', '8459', '8466', '8471', '8482', '8486', '8504', '8517', '8525', '8526', '8529', '8532', '8534', '8536', '8541', '8542', '8543', '8548', '8807', '9013', '9014', '9027', '9030')) AS headings,
        sum(value) FILTER (code IN ('845710', '845811', '845891', '845961', '846693', '847150', '847180', '848210', '848220', '848230', '848250', '848610', '848620', '848640',
        '850440', '851762', '851769', '852589', '852691', '852910', '852990', '853221', '853224', '853400', '853669', '853690', '854110', '854121',
        '854129', '854130', '854149', '854151', '854159', '854160', '854231', '854232', '854233', '854239', '854320', '854800', '880730', '901310',
        '901380', '901420', '901480', '902750', '903020', '903032', '903039', '903082')) AS value, max(status) AS status, max(hs_rev) AS hs_rev, max(last) AS last
    FROM cell GROUP BY ALL),
x AS (SELECT * FROM leg WHERE flow = 'X'),
m AS (SELECT * FROM leg WHERE flow = 'M')
SELECT 'RU' AS buyer, coalesce(x.supplier, m.supplier) AS supplier, coalesce(x.year, m.year) AS year, coalesce(m.basis, 'not_held') AS basis, x.currency, x.value AS sent, m.value AS received,
    x.value - m.value AS gap, (x.value::DOUBLE - m.value::DOUBLE) / x.value::DOUBLE AS share_lost,
    abs(x.value::DOUBLE - m.value::DOUBLE) / (x.value::DOUBLE + m.value::DOUBLE) AS discrepancy, CASE WHEN x.value > 0 AND m.value > 0 THEN ln(x.value::DOUBLE / m.value::DOUBLE) END AS log_ratio,
    (x.headings::DOUBLE - m.headings::DOUBLE) / x.headings::DOUBLE AS share_lost_hs4, (x.chapters::DOUBLE - m.chapters::DOUBLE) / x.chapters::DOUBLE AS share_lost_hs2,
    x.status, m.status, coalesce(x.hs_rev, m.hs_rev) AS hs_rev, x.last, m.last
FROM x FULL JOIN m USING (supplier, year, currency)
WHERE x.value IS NOT NULL OR m.value IS NOT NULL
ORDER BY supplier, year, currency, basis;
