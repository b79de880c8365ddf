package io.lamplighter.driver.tck;

import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;

/**
 * Something to set.
 *
 * @param device that can be set
 * @param one a setting
 * @param other a setting of the same name with a different value
 */
public record Trial(VendorDevice device, Setting one, Setting other) {
    public Trial {
        if (!one.name().equals(other.name()) || one.value().equals(other.value())) {
            throw new IllegalArgumentException("a trial has two values of one name");
        }
    }
}
