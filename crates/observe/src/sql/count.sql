SELECT
  source, destination, kind,
  COUNT(*) AS n, SUM(bytes) AS bytes, MIN(first) AS first, MAX(last) AS last
FROM (
  SELECT
    CASE WHEN left_out IS NULL THEN source END AS source,
    CASE WHEN left_out IS NULL THEN destination END AS destination,
    COALESCE(left_out, kind) AS kind,
    CASE WHEN bytes BETWEEN 0 AND 1000000000000000 THEN bytes END AS bytes,
    first, last
  FROM records
) AS counted
GROUP BY source, destination, kind
ORDER BY source NULLS FIRST, destination NULLS FIRST, kind NULLS FIRST
