/** How often each account may be asked: a token bucket for each, of which every replica has its share. */
package io.lamplighter.gateway.budgets;
