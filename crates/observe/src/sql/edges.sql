-- Edges that were counted before: counts and extremes add up.
SELECT
  source, destination, kind,
  SUM(CASE WHEN n IS NULL THEN 1 WHEN n BETWEEN 0 AND 1000000000000000 THEN n END) AS n,
  SUM(CASE WHEN bytes BETWEEN 0 AND 1000000000000000 THEN bytes END) AS bytes, MIN(first) AS first, MAX(last) AS last
FROM logs
GROUP BY source, destination, kind
ORDER BY source NULLS FIRST, destination NULLS FIRST, kind NULLS FIRST
