package io.lamplighter.devices.registry;

import jakarta.ws.rs.QueryParam;
import java.util.List;

/** The filters of the list of devices as they come; an empty one is none. */
class DeviceQuery {
    @QueryParam("id")
    List<String> ids;

    @QueryParam("vendor")
    String vendor;

    @QueryParam("account")
    String account;

    @QueryParam("type")
    String type;

    @QueryParam("location")
    String location;

    @QueryParam("label")
    List<String> labels;

    @QueryParam("vendorId")
    List<String> vendorIds;

    @QueryParam("q")
    String text;

    @QueryParam("enabled")
    String enabled;

    @QueryParam("limit")
    String limit;

    @QueryParam("after")
    String after;
}
