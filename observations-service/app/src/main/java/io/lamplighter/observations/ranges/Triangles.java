package io.lamplighter.observations.ranges;

/**
 * Largest-Triangle-Three-Buckets (Sveinn Steinarsson, "Downsampling Time Series for Visual Representation", 2013): of
 * each of as many buckets as points are wanted it keeps the one that makes the largest triangle with the one kept before
 * and the middle of the bucket after. Written here because the libraries work on objects, and this on arrays.
 */
final class Triangles {
    private Triangles() {}

    /** At most so many of the points, the first and the last among them. */
    static Points largest(Points points, int wanted) {
        var count = points.size();
        if (count <= wanted) {
            return points;
        }
        var kept = new Points(wanted);
        var width = (double) (count - 2) / (wanted - 2);
        var before = 0;
        kept.add(points.time(0), points.value(0));
        for (var bucket = 0; bucket < wanted - 2; bucket++) {
            var start = (int) (bucket * width) + 1;
            var end = (int) ((bucket + 1) * width) + 1;
            var next = Math.min((int) ((bucket + 2) * width) + 1, count);
            before = largest(points, before, start, end, next);
            kept.add(points.time(before), points.value(before));
        }
        kept.add(points.time(count - 1), points.value(count - 1));
        return kept;
    }

    // Times count from the point before, so that doubles hold them exactly.
    private static int largest(Points points, int before, int start, int end, int next) {
        var middleTime = 0.0;
        var middle = 0.0;
        for (var i = end; i < next; i++) {
            middleTime += points.time(i) - points.time(before);
            middle += points.value(i) / (next - end);
        }
        middleTime /= next - end;
        var largest = -1.0;
        var found = start;
        for (var i = start; i < end; i++) {
            var area = Math.abs((points.time(i) - points.time(before)) * (middle - points.value(before))
                    - middleTime * (points.value(i) - points.value(before)));
            if (area > largest) {
                largest = area;
                found = i;
            }
        }
        return found;
    }
}
