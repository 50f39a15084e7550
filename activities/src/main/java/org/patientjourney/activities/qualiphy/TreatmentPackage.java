package org.patientjourney.activities.qualiphy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Drug, dose and price at one partner pharmacy. Its title is free text: a dose is chosen by the
 * number, never by the words.
 *
 * @param orderSetId what an order's pharmacy of the route {@code partner} names
 * @param turnaround how long it takes, as the provider writes it, such as {@code 3-4}
 * @param totalPrice in US dollars, shipping included
 */
public record TreatmentPackage(
    int orderSetId,
    String title,
    @Nullable Integer pharmacyId,
    @Nullable String pharmacyName,
    @Nullable String turnaround,
    @Nullable BigDecimal totalPrice) {}
