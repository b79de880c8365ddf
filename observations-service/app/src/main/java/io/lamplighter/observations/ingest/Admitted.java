package io.lamplighter.observations.ingest;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What brings observations, and is let in only while there is room for its body ({@link AdmissionFilter}). */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface Admitted {}
