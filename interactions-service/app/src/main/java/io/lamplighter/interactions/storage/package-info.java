/** How PostgreSQL is asked: plain SQL with a time limit, and one meaning of "it is away". */
package io.lamplighter.interactions.storage;
