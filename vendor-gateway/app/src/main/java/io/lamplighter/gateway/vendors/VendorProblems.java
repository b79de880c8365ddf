package io.lamplighter.gateway.vendors;

import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.devices.DeviceNotFoundException;
import io.lamplighter.gateway.problems.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a caller of {@code /api/vendors} is told when a vendor or its driver cannot. */
class VendorProblems {
    private static final long RETRY_AFTER_SECONDS = 10;

    @ServerExceptionMapper
    Response unknown(UnknownVendorException failure) {
        return Problems.of("vendor-not-found", 404, "There is no such vendor", failure.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response missing(DeviceNotFoundException failure) {
        return Problems.of("device-not-found", 404, "There is no such device", failure.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response failed(DriverException failure) {
        return problem(failure).toResponse();
    }

    private static HttpProblem problem(DriverException failure) {
        return switch (failure) {
            case DriverException.Unreachable away ->
                Problems.of("vendor-unreachable", 503, "The vendor does not answer", away.getMessage())
                        .withHeader("Retry-After", retryAfter(away.retryAfter()))
                        .build();
            case DriverException.RateLimited limited ->
                Problems.of("vendor-rate-limited", 503, "The vendor is asked too often", limited.getMessage())
                        .withHeader("Retry-After", retryAfter(limited.retryAfter()))
                        .build();
            case DriverException.AuthenticationFailed refused ->
                Problems.of(
                                "vendor-authentication-failed",
                                502,
                                "The vendor refuses the credentials",
                                refused.getMessage())
                        .build();
            case DriverException.Rejected refused ->
                Problems.of("vendor-rejected", 400, "The vendor refuses the request", refused.getMessage())
                        .build();
            case DriverException.Unsupported missing ->
                Problems.of("unsupported", 400, "The driver cannot do that", missing.getMessage())
                        .build();
            case DriverException.ProtocolViolation broken ->
                Problems.of("vendor-contract-broken", 502, "The vendor broke its own contract", broken.getMessage())
                        .build();
        };
    }

    private static long retryAfter(Optional<Duration> wait) {
        return wait.map(told -> Math.max(1, told.toSeconds())).orElse(RETRY_AFTER_SECONDS);
    }
}
