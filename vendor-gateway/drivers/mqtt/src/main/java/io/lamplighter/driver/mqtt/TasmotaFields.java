package io.lamplighter.driver.mqtt;

import static java.util.Map.entry;

import java.util.Map;

/** Fields of Tasmota's sensors and what they are, with units as the vendor documents them: a table, so that a new one is a line. */
final class TasmotaFields {
    /**
     * What a field says.
     *
     * @param units a UCUM code, or in angle brackets the name of the field beside it that has the unit
     */
    record Field(String name, String units) {}

    /** Fields that mean the same in every sensor. */
    static final Map<String, Field> ANYWHERE = Map.ofEntries(
            entry("Temperature", new Field("temperature", "<TempUnit>")),
            entry("DewPoint", new Field("dew_point", "<TempUnit>")),
            entry("Humidity", new Field("humidity", "%")),
            entry("Pressure", new Field("pressure", "<PressureUnit>")),
            entry("SeaPressure", new Field("sea_level_pressure", "<PressureUnit>")),
            entry("Illuminance", new Field("illuminance", "lx")),
            entry("CarbonDioxide", new Field("carbon_dioxide", "[ppm]")),
            entry("eCO2", new Field("equivalent_carbon_dioxide", "[ppm]")),
            entry("TVOC", new Field("tvoc", "[ppb]")),
            entry("Gas", new Field("gas_resistance", "kOhm")),
            entry("PM1", new Field("pm1", "ug/m3")),
            entry("PM2.5", new Field("pm2_5", "ug/m3")),
            entry("PM10", new Field("pm10", "ug/m3")),
            entry("UvIndex", new Field("uv_index", "1")),
            entry("Moisture", new Field("moisture", "%")),
            entry("Battery", new Field("battery", "%")),
            entry("Voltage", new Field("voltage", "V")),
            entry("Current", new Field("current", "A")),
            entry("Power", new Field("power", "W")),
            entry("Frequency", new Field("frequency", "Hz")),
            entry("CCT", new Field("color_temperature", "K")));

    /** Fields of {@code ENERGY}. */
    static final Map<String, Field> ENERGY = Map.ofEntries(
            entry("Total", new Field("energy", "kW.h")),
            entry("Today", new Field("energy_today", "kW.h")),
            entry("Yesterday", new Field("energy_yesterday", "kW.h")),
            entry("Period", new Field("energy_period", "W.h")),
            entry("ExportActive", new Field("energy_returned", "kW.h")),
            entry("Power", new Field("power", "W")),
            entry("ApparentPower", new Field("apparent_power", "V.A")),
            entry("ReactivePower", new Field("reactive_power", "V.A")),
            entry("Factor", new Field("power_factor", "1")),
            entry("Frequency", new Field("frequency", "Hz")),
            entry("Voltage", new Field("voltage", "V")),
            entry("Current", new Field("current", "A")));

    /** Fields of what a Zigbee device told to Tasmota. */
    static final Map<String, Field> ZIGBEE = Map.ofEntries(
            entry("Temperature", new Field("temperature", "Cel")),
            entry("Humidity", new Field("humidity", "%")),
            entry("Pressure", new Field("pressure", "hPa")),
            entry("Illuminance", new Field("illuminance", "lx")),
            entry("Battery", new Field("battery", "%")),
            entry("BatteryPercentage", new Field("battery", "%")),
            entry("BatteryVoltage", new Field("battery_voltage", "V")),
            entry("Voltage", new Field("battery_voltage", "V")),
            entry("RMSVoltage", new Field("voltage", "V")),
            entry("RMSCurrent", new Field("current", "A")),
            entry("ActivePower", new Field("power", "W")),
            entry("Dimmer", new Field("brightness", "1")),
            entry("CT", new Field("color_temperature", "MK-1")),
            entry("X", new Field("color_x", "1")),
            entry("Y", new Field("color_y", "1")),
            entry("Hue", new Field("color_hue", "1")),
            entry("Sat", new Field("color_saturation", "1")),
            entry("LinkQuality", new Field("link_quality", "1")));

    /** Fields of the state, which may end in the number of a channel. */
    static final Map<String, Field> STATE = Map.ofEntries(
            entry("Dimmer", new Field("brightness", "%")),
            entry("CT", new Field("color_temperature", "MK-1")),
            entry("White", new Field("white", "%")),
            entry("Vcc", new Field("supply_voltage", "V")),
            entry("FanSpeed", new Field("fan_speed", "1")),
            entry("ShutterPosition", new Field("target_position", "%")));

    /** What the distance of a sensor is measured in, by how its name begins. */
    static final Map<String, String> DISTANCES =
            Map.of("VL53", "mm", "SR04", "cm", "LD2410", "cm", "ME007", "cm", "DYP", "cm", "AS3935", "km");

    private TasmotaFields() {}
}
