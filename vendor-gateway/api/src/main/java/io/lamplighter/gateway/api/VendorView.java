package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A vendor that the gateway serves, and how its devices are doing as this replica sees it.
 *
 * @param vendor the key that devices name
 * @param driver key of the driver that serves it; the same unless configured otherwise
 * @param title for people
 * @param vendorIds names of the vendor ids that a device must have
 * @param optionalVendorIds names of those that it may have
 * @param capabilities what can be done, in lower case, such as {@code read_statuses} or {@code discover}
 * @param devices how many devices of this vendor are registered
 * @param inFlight calls to the vendor under way now
 * @param reachable devices that answered when last asked
 * @param unreachable devices that did not
 * @param lastError null when nothing went wrong since the start
 * @param version of the driver
 * @param settings names of the settings that an account may have
 * @param secrets names of the secrets that an account may have
 * @param accounts those that are configured or that devices name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VendorView(
        String vendor,
        String driver,
        String title,
        List<String> vendorIds,
        List<String> optionalVendorIds,
        List<String> capabilities,
        int devices,
        int inFlight,
        int reachable,
        int unreachable,
        VendorError lastError,
        String version,
        List<String> settings,
        List<String> secrets,
        List<AccountView> accounts) {}
