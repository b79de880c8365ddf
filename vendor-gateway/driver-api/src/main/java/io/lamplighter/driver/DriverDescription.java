package io.lamplighter.driver;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a driver is and can do, as data.
 *
 * @param vendor its key: lower-case letters, digits and hyphens
 * @param title for people
 * @param version of the driver, for people
 * @param vendorIds names of the vendor ids that a device must have
 * @param optionalVendorIds names of those that it may have
 * @param settings names of the settings that an account may have
 * @param secrets names of the secrets that an account may have
 * @param capabilities what it can do
 * @param reach behind which address devices are; {@link Reach#ACCOUNT} also means one subscription for all devices of an
 *     account, {@link Reach#DEVICE} one for each
 * @param batch how many devices one {@link Driver#readAll} may name, {@link #NO_LIMIT} where the vendor sets none; 0 without
 *     {@link Capability#BATCH_READ}
 * @param silence how long a subscription may say nothing, not even {@link Pushed.Alive}, before it counts as broken; zero
 *     without {@link Capability#PUSH}
 */
@SuppressWarnings("checkstyle:ParameterNumber")
public record DriverDescription(
        String vendor,
        String title,
        String version,
        List<String> vendorIds,
        List<String> optionalVendorIds,
        List<String> settings,
        List<String> secrets,
        Set<Capability> capabilities,
        Reach reach,
        int batch,
        Duration silence) {
    /** As many devices in a batch as there are to read. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    public DriverDescription {
        Objects.requireNonNull(reach, "reach");
        vendorIds = List.copyOf(vendorIds);
        optionalVendorIds = List.copyOf(optionalVendorIds);
        settings = List.copyOf(settings);
        secrets = List.copyOf(secrets);
        capabilities = Set.copyOf(capabilities);
        if (capabilities.contains(Capability.BATCH_READ) != batch > 0) {
            throw new IllegalArgumentException("batch: must be above 0 exactly with BATCH_READ");
        }
        if (capabilities.contains(Capability.PUSH) != silence.isPositive()) {
            throw new IllegalArgumentException("silence: must be above 0 exactly with PUSH");
        }
    }

    /** Begins the description of a driver that reads and sets devices which have an address each. */
    public static DriverDescription of(
            String vendor, String title, List<String> vendorIds, Set<Capability> capabilities) {
        var push = capabilities.contains(Capability.PUSH);
        return new DriverDescription(
                vendor,
                title,
                "1",
                vendorIds,
                List.of(),
                List.of(),
                List.of(),
                capabilities,
                Reach.DEVICE,
                capabilities.contains(Capability.BATCH_READ) ? NO_LIMIT : 0,
                push ? Duration.ofMinutes(2) : Duration.ZERO);
    }

    /** The same with vendor ids that a device may have. */
    public DriverDescription withOptionalVendorIds(String... names) {
        return new DriverDescription(
                vendor,
                title,
                version,
                vendorIds,
                List.of(names),
                settings,
                secrets,
                capabilities,
                reach,
                batch,
                silence);
    }

    /** The same with what an account may have. */
    public DriverDescription withAccounts(List<String> settingNames, List<String> secretNames) {
        return new DriverDescription(
                vendor,
                title,
                version,
                vendorIds,
                optionalVendorIds,
                settingNames,
                secretNames,
                capabilities,
                reach,
                batch,
                silence);
    }

    /** The same with all devices of an account behind one address. */
    public DriverDescription behindOneAddress() {
        return new DriverDescription(
                vendor,
                title,
                version,
                vendorIds,
                optionalVendorIds,
                settings,
                secrets,
                capabilities,
                Reach.ACCOUNT,
                batch,
                silence);
    }

    /** The same with another longest silence of a subscription. */
    public DriverDescription withSilence(Duration longest) {
        return new DriverDescription(
                vendor,
                title,
                version,
                vendorIds,
                optionalVendorIds,
                settings,
                secrets,
                capabilities,
                reach,
                batch,
                longest);
    }

    /** The same with so many devices in one batch at most. */
    public DriverDescription withBatch(int most) {
        return new DriverDescription(
                vendor,
                title,
                version,
                vendorIds,
                optionalVendorIds,
                settings,
                secrets,
                capabilities,
                reach,
                most,
                silence);
    }

    /**
     * What a batched read begins with.
     *
     * @throws DriverException.Rejected when it names more devices than one may
     */
    public void checkBatch(Set<VendorDevice> devices) {
        if (devices.size() > batch) {
            throw new DriverException.Rejected(
                    "one call reads %d devices at most, and not %d".formatted(batch, devices.size()));
        }
    }

    /** Whether the driver declares this. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
