package io.parley.accounts.usage;

import java.time.LocalDate;

import io.parley.accounts.keys.Scope;

/**
 * What one request used, or one step of a session.
 *
 * @param id the gateway's own id of the request, or one of the step's own, by which
 * nobody is counted twice
 * @param requestId by which the caller and logs speak of it
 * @param caller who is counted
 * @param job that was done
 * @param model that did it
 * @param day in UTC
 * @param usage how much
 */
public record UsageRow(String id, String requestId, String caller, Scope job, String model, LocalDate day,
        Usage usage) {
}
