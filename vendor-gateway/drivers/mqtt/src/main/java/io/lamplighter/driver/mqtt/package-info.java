/**
 * Devices that speak MQTT, 3.1.1 or 5, by one of four conventions: Tasmota (tasmota.github.io/docs/MQTT), zigbee2mqtt
 * (www.zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html), Homie 4 and Homie 5 (homieiot.github.io/specification).
 *
 * <p><b>Naming.</b> A device has two vendor ids: its {@code convention}, which is {@code tasmota}, {@code zigbee2mqtt}, {@code
 * homie4} or {@code homie5}, and {@code device}, which is Tasmota's topic, an IEEE address or friendly name of zigbee2mqtt (the
 * address outlives renaming), or the Homie device id. A Tasmota device whose FullTopic or prefixes are not those of its account
 * has {@code full-topic} ({@code %topic%/%prefix%/}) and {@code prefixes} ({@code cmnd,stat,tele}) too.
 *
 * <p><b>Accounts.</b> An account is a broker; all its devices share one connection. Its settings:
 *
 * <ul>
 *   <li>{@code address}: host, perhaps with a port; {@code mqtts://} before it for TLS
 *   <li>{@code protocol}: {@code 3.1.1}, which every broker speaks, or {@code 5}
 *   <li>{@code tls}: {@code true} or {@code false}
 *   <li>{@code client-id}: what client ids begin with
 *   <li>{@code shared-group}: messages are shared out among all who name the same group (MQTT 5.0 4.8.2); a device must then be
 *       watched by all of them, or by one
 *   <li>{@code zigbee2mqtt-topic}, {@code homie-topic}, {@code tasmota-full-topic}: as the others are configured
 *   <li>{@code tasmota-time-zone}: in which Tasmota devices tell the time
 * </ul>
 *
 * <p>Its secrets are {@code username} (which may be a setting instead), {@code password}, and {@code ca-certificate}: the
 * authorities, in PEM form, that sign the broker's certificate where those of the machine do not.
 *
 * <p><b>Names.</b> Where a convention has a word of its own for what other drivers name otherwise, theirs is used: {@code state}
 * of a switch is {@code on}, {@code occupied_heating_setpoint} is {@code target_temperature}, {@code ENERGY.Total} is {@code
 * energy}. Of several switches or dimmers of a Tasmota device those after the first have their number behind the name.
 *
 * <p><b>Times.</b> {@code last_seen} of zigbee2mqtt is taken. Tasmota's {@code Time} has whole seconds and most often no zone: it
 * is taken where it has one, or the account says it, and the device's clock is not far from ours. Homie tells no times. Else
 * {@code validAt} is when the message was first heard; a message that the broker retains keeps that time when it is told again
 * after a new connection. What lies ahead of our clock is never taken.
 *
 * <p><b>Reading.</b> zigbee2mqtt is asked by {@code get} for what it says can be asked for; a device that sleeps cannot. Tasmota
 * is asked by {@code STATUS 10} and {@code 11}. Of a Homie device the broker tells what it retains, unless its {@code $state} says
 * that the device is gone.
 *
 * <p><b>Setting.</b> Answered is what the device tells afterwards. What is never told, such as an effect of zigbee2mqtt or what a
 * Homie device does not retain, is answered with nothing: that the broker has it is all that is known.
 */
package io.lamplighter.driver.mqtt;
