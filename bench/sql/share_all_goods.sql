-- Supplier shares of Russia's imports of all goods by year, written by hand: a source that holds no totals adds up all its codes.
-- Grain:  one row per (side, basis, currency, year, supplier)
-- In:     flow of one source; codes written in HS 2022, one level, one revision; twelve months
WITH cell AS (
    SELECT CASE flow WHEN 'M' THEN 'buyer' ELSE 'supplier' END AS side, CASE flow WHEN 'M' THEN basis::VARCHAR ELSE 'dispatch' END AS basis,
        CASE flow WHEN 'M' THEN partner ELSE reporter END AS supplier, CASE flow WHEN 'M' THEN partner_kind ELSE reporter_kind END AS kind,
        currency, date_trunc('year', period) AS bucket, sum(value) AS value, sum(weight_kg) AS weight_kg, max(hs_rev) AS hs_rev, max(status) AS status, count(DISTINCT period) AS months_held
    FROM flow
    WHERE set_aside IS NULL AND ((reporter = 'RU' AND flow = 'M') OR (partner = 'RU' AND flow = 'X'))
    GROUP BY ALL),
total AS (
    SELECT side, basis, currency, bucket, sum(value) FILTER (kind = 'country') AS known, coalesce(sum(value) FILTER (kind IN ('unspecified', 'secret')), 0) AS unnamed,
        max(value) FILTER (kind = 'world') AS world, sum(value::DOUBLE * value::DOUBLE) FILTER (kind = 'country') AS squares, max(value) FILTER (kind = 'country') AS largest
    FROM cell GROUP BY ALL),
bounds AS (SELECT *, greatest(coalesce(world, 0), known + unnamed)::DOUBLE AS base FROM total)
SELECT 'RU' AS buyer, supplier, hs_rev, basis, side, bucket, value, currency, weight_kg, value::DOUBLE / CASE side WHEN 'buyer' THEN known::DOUBLE ELSE base END AS share,
    value::DOUBLE / base AS share_lo, (value::DOUBLE + base - known::DOUBLE) / base AS share_hi, known::DOUBLE / base AS coverage, squares / (base * base) AS hhi_lo,
    (squares - largest::DOUBLE * largest::DOUBLE + (largest::DOUBLE + base - known::DOUBLE) * (largest::DOUBLE + base - known::DOUBLE)) / (base * base) AS hhi_hi,
    status, base, months_held
FROM cell JOIN bounds USING (side, basis, currency, bucket)
WHERE kind IN ('country', 'unspecified', 'secret')
ORDER BY side, basis, currency, bucket, value DESC, supplier;
