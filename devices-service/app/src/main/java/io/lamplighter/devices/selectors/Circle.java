package io.lamplighter.devices.selectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that is within a distance of a point: first by the boxes around it, which have an index, then by great circle. */
record Circle(double latitude, double longitude, double metres) {
    static final Map<String, String> WANTED = Map.of(
            "near", "must be latitude,longitude such as 41.9,12.5",
            "within", "must be a distance from 1m to 1000km, such as 200m or 5km");

    private static final Pattern POINT = Pattern.compile("(-?\\d{1,3}(?:\\.\\d{1,15})?),(-?\\d{1,3}(?:\\.\\d{1,15})?)");
    private static final Pattern DISTANCE = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,6})?)(k?m)");
    private static final double EARTH_RADIUS = 6_371_008.8;
    private static final double FARTHEST = 1_000_000;

    /** What is broken in it is NaN. */
    static Circle of(String near, String within) {
        var point = POINT.matcher(near.strip());
        var isPoint = point.matches();
        return new Circle(
                isPoint ? inside(Double.parseDouble(point.group(1)), 90) : Double.NaN,
                isPoint ? inside(Double.parseDouble(point.group(2)), 180) : Double.NaN,
                metres(DISTANCE.matcher(within.strip())));
    }

    private static double inside(double degrees, double most) {
        return Math.abs(degrees) <= most ? degrees : Double.NaN;
    }

    private static double metres(Matcher distance) {
        if (!distance.matches()) {
            return Double.NaN;
        }
        var metres = Double.parseDouble(distance.group(1)) * (distance.group(2).equals("km") ? 1000 : 1);
        return metres >= 1 && metres <= FARTHEST ? metres : Double.NaN;
    }

    boolean isBroken() {
        return !brokenFields().isEmpty();
    }

    List<String> brokenFields() {
        var broken = new ArrayList<String>();
        if (Double.isNaN(latitude) || Double.isNaN(longitude)) {
            broken.add("near");
        }
        if (Double.isNaN(metres)) {
            broken.add("within");
        }
        return broken;
    }

    String condition(Conditions conditions) {
        var distance = """
                2 * %1$s * asin(sqrt(least(1, power(sind((latitude - %2$s) / 2), 2)
                    + cosd(latitude) * cosd(%2$s) * power(sind((longitude - %3$s) / 2), 2))))""".formatted(EARTH_RADIUS, bind(conditions, latitude), bind(conditions, longitude));
        return "(" + boxes(conditions) + ") and " + distance + " <= " + bind(conditions, metres);
    }

    private String boxes(Conditions conditions) {
        var height = Math.toDegrees(metres / EARTH_RADIUS) * 1.001;
        var south = latitude - height;
        var north = latitude + height;
        if (south <= -90 || north >= 90) {
            return box(conditions, -180, 180, south, north);
        }
        // Meridians come together: what is farthest east and west is not at the latitude of the point.
        var width = Math.toDegrees(
                        Math.asin(Math.min(1, Math.sin(metres / EARTH_RADIUS) / Math.cos(Math.toRadians(latitude)))))
                * 1.001;
        var west = longitude - width;
        var east = longitude + width;
        if (west < -180) {
            return box(conditions, -180, east, south, north) + " or " + box(conditions, west + 360, 180, south, north);
        }
        if (east > 180) {
            return box(conditions, west, 180, south, north) + " or " + box(conditions, -180, east - 360, south, north);
        }
        return box(conditions, west, east, south, north);
    }

    private static String box(Conditions conditions, double west, double east, double south, double north) {
        return "point(longitude, latitude) <@ box(point(%s, %s), point(%s, %s))"
                .formatted(
                        bind(conditions, west),
                        bind(conditions, south),
                        bind(conditions, east),
                        bind(conditions, north));
    }

    private static String bind(Conditions conditions, double value) {
        return conditions.bind(value) + "::float8";
    }
}
