/** The dashboard as a visitor's browser sees it: how much it loads, how soon it can be used, how smoothly it moves. */
package io.lamplighter.bench.browser;
