package io.lamplighter.simulated;

/** The products that stand in the houses, as they call themselves. */
enum Model {
    HEATER("plug", "PlusPlugS", "SNPL-00112EU", "shellyplusplugs"),
    LAMP("lamp", "PlusPlugS", "SNPL-00112EU", "shellyplusplugs"),
    DIMMER("light", "DimmerG3", "S3DM-0A101WWL", "shellydimmerg3"),
    THERMOMETER("thermometer", "PlusHT", "SNSN-0013A", "shellyplusht"),
    HOUSE_METER("meter", "Pro3EM", "SPEM-003CEBEU", "shellypro3em"),
    LOAD_METER("meter", "MiniPMG3", "S3PM-001PCEU16", "shellypmminig3");

    final String type;
    final String app;
    final String product;
    final String idPrefix;

    Model(String type, String app, String product, String idPrefix) {
        this.type = type;
        this.app = app;
        this.product = product;
        this.idPrefix = idPrefix;
    }
}
