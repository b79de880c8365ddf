/**
 * The forms in which vendors answer, JSON, HTML, CSV and packed bytes, and the places in them where values are. Knows neither
 * HTTP nor definitions.
 */
package io.lamplighter.driver.http.documents;
