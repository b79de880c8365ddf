package io.lamplighter.observations.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrianglesTest {

    @Test
    void leavesFewPointsAlone() {
        assertThat(times(Triangles.largest(line(10), 10))).hasSize(10);
    }

    @Test
    void keepsTheEndsAndThePeaks() {
        var points = new Points(10);
        for (var i = 0; i < 1000; i++) {
            points.add(i * 1_000_000L, i == 317 ? 100 : i == 742 ? -80 : Math.sin(i / 50.0));
        }

        var kept = Triangles.largest(points, 20);

        assertThat(times(kept)).hasSize(20).isSorted().contains(0L, 317_000_000L, 742_000_000L, 999_000_000L);
    }

    @Test
    void choosesAsTheAlgorithmIsPublished() {
        // Worked out by hand: buckets {1,2}, {3,4} between the ends.
        var points = new Points(6);
        var values = new double[] {0, 10, 0, 0, 5, 0};
        for (var i = 0; i < values.length; i++) {
            points.add(i, values[i]);
        }

        assertThat(times(Triangles.largest(points, 4))).containsExactly(0L, 1L, 3L, 5L);
    }

    @Test
    void thinningHoldsTheExtremesOfAnyNumberOfPoints() {
        var thinning = new Thinning(0, 999_999, 50, 100);
        for (var i = 0; i < 1_000_000; i++) {
            thinning.add(i, i == 123_456 ? 7 : i == 654_321 ? -7 : Math.cos(i / 1000.0));
        }

        var kept = thinning.points();

        assertThat(kept.size()).isLessThanOrEqualTo(102);
        assertThat(times(kept)).isSorted().contains(0L, 123_456L, 654_321L, 999_999L);
    }

    @Test
    void thinningKeepsAllOfFewPoints() {
        var thinning = new Thinning(0, 99, 50, 100);
        for (var i = 0; i < 100; i++) {
            thinning.add(i, i);
        }

        assertThat(times(thinning.points())).hasSize(100);
    }

    private static Points line(int count) {
        var points = new Points(count);
        for (var i = 0; i < count; i++) {
            points.add(i, i);
        }
        return points;
    }

    private static List<Long> times(Points points) {
        var times = new ArrayList<Long>();
        for (var i = 0; i < points.size(); i++) {
            times.add(points.time(i));
        }
        return times;
    }
}
