package io.lamplighter.devices.registry;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import io.lamplighter.devices.api.RegisterDevice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "device")
class Device {
    private static final String DEFAULT_ACCOUNT = "default";

    @Id
    private UUID id;

    private String name;
    private String type;
    private String vendor;
    private String account;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "vendor_ids")
    private Map<String, String> vendorIds;

    @Column(name = "location_name")
    private String locationName;

    private Double latitude;
    private Double longitude;

    @Column(name = "time_zone")
    private String timeZone;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels;

    private boolean enabled;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "updated_by")
    private String updatedBy;

    private long version;

    Device() {}

    static Device registered(UUID id, RegisterDevice wanted, String caller, Instant now) {
        var device = new Device();
        device.id = id;
        device.version = 1;
        device.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        device.updatedAt = device.createdAt;
        device.updatedBy = caller;
        device.take(wanted);
        return device;
    }

    /** Becomes what is wanted, as a new version; stays what it is when that is no change. */
    void become(RegisterDevice wanted, String caller, Instant now) {
        if (normal(wanted).equals(normal(wish()))) {
            return;
        }
        take(wanted);
        var earliest = updatedAt.plus(1, ChronoUnit.MICROS);
        var moment = now.truncatedTo(ChronoUnit.MICROS);
        updatedAt = moment.isBefore(earliest) ? earliest : moment;
        updatedBy = caller;
        version++;
    }

    long version() {
        return version;
    }

    /** What one would ask for to get this device. */
    RegisterDevice wish() {
        return new RegisterDevice(name, type, vendor, account, vendorIds, location(), labels, enabled);
    }

    DeviceView view() {
        return new DeviceView(
                id,
                name,
                type,
                vendor,
                account,
                vendorIds,
                location(),
                labels,
                enabled,
                createdAt,
                updatedAt,
                version,
                updatedBy);
    }

    @Override
    public String toString() {
        return name;
    }

    private void take(RegisterDevice wanted) {
        var wish = normal(wanted);
        name = wish.name();
        type = wish.type();
        vendor = wish.vendor();
        account = wish.account();
        vendorIds = wish.vendorIds();
        labels = wish.labels();
        enabled = wish.enabled();
        var place = wish.location() == null ? new Location(null, null, null, null) : wish.location();
        locationName = place.name();
        latitude = place.latitude();
        longitude = place.longitude();
        timeZone = place.timeZone();
    }

    private Location location() {
        return location(locationName, latitude, longitude, timeZone);
    }

    static Location location(String name, Double latitude, Double longitude, String timeZone) {
        var known = name != null || latitude != null || longitude != null || timeZone != null;
        return known ? new Location(name, latitude, longitude, timeZone) : null;
    }

    private static RegisterDevice normal(RegisterDevice wish) {
        var place = wish.location();
        return new RegisterDevice(
                wish.name(),
                wish.type(),
                wish.vendor(),
                Objects.requireNonNullElse(wish.account(), DEFAULT_ACCOUNT),
                new TreeMap<>(wish.vendorIds()),
                place == null ? null : location(place.name(), place.latitude(), place.longitude(), place.timeZone()),
                wish.labels() == null ? Map.of() : new TreeMap<>(wish.labels()),
                Objects.requireNonNullElse(wish.enabled(), true));
    }
}
