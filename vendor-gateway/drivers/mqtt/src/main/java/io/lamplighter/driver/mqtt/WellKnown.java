package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * What many devices behind zigbee2mqtt expose alike, for those
 * of which it says nothing, for the account may not be allowed to listen to its bridge.
 */
final class WellKnown {
    static final Definition DEFINITION = definition("""
            [{"type":"binary","name":"state","property":"state","access":7,"value_on":"ON","value_off":"OFF"},
             {"type":"numeric","property":"brightness","access":3,"value_min":0,"value_max":254},
             {"type":"numeric","property":"color_temp","access":3,"unit":"mired"},
             {"type":"numeric","property":"position","access":3,"unit":"%","value_min":0,"value_max":100},
             {"type":"numeric","property":"temperature","access":1,"unit":"°C"},
             {"type":"numeric","property":"humidity","access":1,"unit":"%"},
             {"type":"numeric","property":"pressure","access":1,"unit":"hPa"},
             {"type":"numeric","property":"illuminance","access":1,"unit":"lx"},
             {"type":"numeric","property":"battery","access":1,"unit":"%"},
             {"type":"numeric","property":"power","access":1,"unit":"W"},
             {"type":"numeric","property":"current","access":1,"unit":"A"},
             {"type":"numeric","property":"energy","access":1,"unit":"kWh"},
             {"type":"numeric","property":"linkquality","access":1,"unit":"lqi"},
             {"type":"binary","property":"occupancy","access":1,"value_on":true,"value_off":false},
             {"type":"binary","property":"contact","access":1,"value_on":false,"value_off":true},
             {"type":"binary","property":"water_leak","access":1,"value_on":true,"value_off":false},
             {"type":"binary","property":"smoke","access":1,"value_on":true,"value_off":false},
             {"type":"enum","property":"action","access":1}]
            """);

    private WellKnown() {}

    private static Definition definition(String exposes) {
        try {
            return Definition.of(Message.JSON.readTree(exposes));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
