package io.lamplighter.launcher;

import java.util.List;

/**
 * Which service answers a path. The first that fits counts; the ingress in Kubernetes has the same table.
 *
 * @param prefix fits the path itself and everything below it
 */
record Route(String prefix, String service) {
    static final List<Route> ALL = List.of(
            new Route("/api/devices", "devices-service"),
            new Route("/api/observations", "observations-service"),
            new Route("/graphql", "observations-service"),
            new Route("/api/interactions", "interactions-service"),
            new Route("/api/runs", "interactions-service"),
            new Route("/api/schedules", "interactions-service"),
            new Route("/api/tasks", "interactions-service"),
            new Route("/", "vendor-gateway"));

    static String serviceOf(String path) {
        return ALL.stream()
                .filter(route -> route.fits(path))
                .findFirst()
                .orElseThrow()
                .service();
    }

    private boolean fits(String path) {
        return "/".equals(prefix) || path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
