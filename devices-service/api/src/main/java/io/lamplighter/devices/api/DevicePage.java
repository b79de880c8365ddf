package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One page of devices, in the order that was asked for.
 *
 * @param items the devices of this page
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 * @param count how many devices match; null unless asked for
 * @param countIsExact false when there are more than {@code count}: counting ends at a limit; null unless asked for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DevicePage(
        List<DeviceView> items,
        String next,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long count,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean countIsExact) {
    public DevicePage {
        items = List.copyOf(items);
    }

    /** A page without a count. */
    public DevicePage(List<DeviceView> items, String next) {
        this(items, next, null, null);
    }
}
