package io.lamplighter.launcher;

import java.util.List;

/**
 * Which service answers a path. The first that fits counts; the ingress in Kubernetes has the same table.
 *
 * @param prefix fits the path itself and everything below it
 * @param largestBody in bytes; what is larger is refused before the service is asked
 */
record Route(String prefix, String service, long largestBody) {
    private static final long ORDINARY = 10L << 20;
    private static final long ANY = Long.MAX_VALUE;

    static final List<Route> ALL = List.of(
            new Route("/api/devices/import", "devices-service", ANY),
            new Route("/api/devices", "devices-service"),
            new Route("/api/groups", "devices-service"),
            new Route("/api/observations", "observations-service"),
            new Route("/graphql", "observations-service"),
            new Route("/api/interactions", "interactions-service"),
            new Route("/api/runs", "interactions-service"),
            new Route("/api/schedules", "interactions-service"),
            new Route("/api/ensures", "interactions-service"),
            new Route("/api/tasks", "interactions-service"),
            new Route("/api/ensures", "interactions-service"),
            new Route("/", "vendor-gateway"));

    private Route(String prefix, String service) {
        this(prefix, service, ORDINARY);
    }

    static Route of(String path) {
        return ALL.stream().filter(route -> route.fits(path)).findFirst().orElseThrow();
    }

    private boolean fits(String path) {
        return "/".equals(prefix) || path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
