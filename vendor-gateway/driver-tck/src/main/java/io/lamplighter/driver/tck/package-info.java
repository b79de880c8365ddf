/**
 * The conformance kit of drivers: what {@link io.lamplighter.driver.Driver} promises, as tests.
 *
 * <p>A driver passes when a class in its tests extends {@link io.lamplighter.driver.tck.DriverContract} over a {@link
 * io.lamplighter.driver.tck.FakeBackend}: a server that speaks the vendor's protocol and can be cut off, made slow and made
 * rude. Tests are gated by what the driver declares: a declared capability is tried out, an undeclared one must be refused.
 */
package io.lamplighter.driver.tck;
