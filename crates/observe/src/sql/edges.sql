-- Edges that were counted before: counts and extremes add up.
SELECT
  source, destination, kind,
  SUM(COALESCE(n, 1)) AS n, SUM(bytes) AS bytes, MIN(first) AS first, MAX(last) AS last
FROM logs
GROUP BY source, destination, kind
ORDER BY source NULLS FIRST, destination NULLS FIRST, kind NULLS FIRST
