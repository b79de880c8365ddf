package io.lamplighter.gateway.commands;

import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.devices.DeviceNotFoundException;
import io.lamplighter.gateway.devices.RegistryUnavailableException;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.gateway.vendors.UnknownVendorException;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The one place that turns a failure into the error of a result. */
@Singleton
class FailureTranslator {
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    Answer answer(Throwable failure) {
        return switch (failure) {
            case DeadlinePassedException late -> Answer.expired(late.getMessage());
            case LaneFullException full ->
                Answer.failed("rate_limited", "the gateway is too busy: " + full.getMessage());
            case RefusedException refused -> Answer.failed(refused.code(), refused.getMessage());
            case DriverException driver -> Answer.failed(code(driver), driver.getMessage());
            case UnknownVendorException unknown -> Answer.failed("unknown_vendor", unknown.getMessage());
            case DeviceNotFoundException missing -> Answer.failed("device_not_found", missing.getMessage());
            case RegistryUnavailableException away -> Answer.failed("internal", away.getMessage());
            default -> unexpected(failure);
        };
    }

    static String code(DriverException failure) {
        return switch (failure) {
            case DriverException.Unreachable away -> "unreachable";
            case DriverException.RateLimited limited -> "rate_limited";
            case DriverException.AuthenticationFailed refused -> "authentication_failed";
            case DriverException.Rejected refused -> "rejected";
            case DriverException.Unsupported missing -> "unsupported";
            case DriverException.ProtocolViolation broken -> "protocol_violation";
        };
    }

    /** A driver that breaks its own contract is told once with its trace, not with every poll. */
    private Answer unexpected(Throwable failure) {
        var trace = failure.getStackTrace();
        if (logged.size() < 1000 && logged.add(failure.getClass() + (trace.length == 0 ? "" : trace[0].toString()))) {
            Log.error("a command failed unexpectedly; the same failure is not told again", failure);
        }
        return Answer.failed("internal", "the gateway or the driver failed unexpectedly");
    }
}
