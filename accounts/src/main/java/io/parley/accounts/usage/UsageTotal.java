package io.parley.accounts.usage;

import java.time.LocalDate;

/**
 * What a caller used of a model in a day.
 *
 * @param day in UTC
 * @param caller who is counted
 * @param job by its scope's word
 * @param model that did it
 * @param requests how many
 * @param usage all together
 */
public record UsageTotal(LocalDate day, String caller, String job, String model, long requests, Usage usage) {
}
