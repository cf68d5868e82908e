package io.parley.gateway.limits;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much callers may have whose keys say nothing of it, and where it is counted.
 *
 * @param jobs limits by the job's scope
 * @param redis that counts for several gateways; each counts for itself where there is
 * none
 * @param redisTimeout how long Redis may take to answer
 */
@ConfigurationProperties("parley.gateway.limits")
public record LimitsProperties(@DefaultValue Map<String, Limits> jobs, @Nullable URI redis,
        @DefaultValue("250ms") Duration redisTimeout) {

    /**
     * Checks.
     * @throws IllegalArgumentException if a job is none
     */
    public LimitsProperties {
        for (String job : jobs.keySet()) {
            if (Scope.of(job).filter(Scope.jobs()::contains).isEmpty()) {
                throw new IllegalArgumentException(
                        "parley.gateway.limits.jobs.%s is no job: those are transcribe, speak, classify and chat."
                            .formatted(job));
            }
        }
        jobs = Map.copyOf(jobs);
    }

    Limits of(Scope job) {
        return this.jobs.getOrDefault(job.word(), Limits.none());
    }

    /** Without what a log must not show. */
    @Override
    public String toString() {
        return "LimitsProperties[jobs=%s]".formatted(this.jobs);
    }

}
