package io.parley.web.models;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a service says of its models and of the machine that it runs on, and the gateway
 * of all of them.
 *
 * @param object always "status"
 * @param machines one for each process
 * @param models of all of them
 */
public record ServiceStatus(String object, List<Machine> machines, List<Entry> models) {

    /** Puts both together. */
    public ServiceStatus(List<Machine> machines, List<Entry> models) {
        this("status", List.copyOf(machines), List.copyOf(models));
    }

    /**
     * A machine, and what one process on it holds.
     *
     * @param id of the process
     * @param processors that it may use
     * @param processorLoad share of them that is busy, 0 to 1; below 0 where that is not
     * known
     * @param memoryBytes of the machine
     * @param processBytes of it that the process holds
     * @param modelsBytes that the loaded models take
     * @param modelsBudgetBytes that they may take together
     */
    public record Machine(String id, int processors, @JsonProperty("processor_load") double processorLoad,
            @JsonProperty("memory_bytes") long memoryBytes, @JsonProperty("process_bytes") @Nullable Long processBytes,
            @JsonProperty("models_bytes") long modelsBytes,
            @JsonProperty("models_budget_bytes") long modelsBudgetBytes) {
    }

    /**
     * A model.
     *
     * @param id its name
     * @param aliases its other names
     * @param jobs what it can be asked for here, as scopes are called
     * @param state "absent", "fetching", "fetched", "loading", "loaded" or "elsewhere"
     * @param memoryBytes that it takes while it is loaded
     * @param running requests that it works for
     * @param waiting requests in its queue
     * @param runs requests that it has worked for
     * @param realTimeFactor seconds of work for a second of sound, the mean of all runs
     * @param fetching how far it is while it is fetched
     */
    public record Entry(String id, List<String> aliases, List<String> jobs, String state,
            @JsonProperty("memory_bytes") long memoryBytes, int running, int waiting, long runs,
            @JsonProperty("real_time_factor") @Nullable Double realTimeFactor, @Nullable Fetching fetching) {

        /** The same for these jobs. */
        public Entry withJobs(List<String> others) {
            return new Entry(this.id, this.aliases, others, this.state, this.memoryBytes, this.running, this.waiting,
                    this.runs, this.realTimeFactor, this.fetching);
        }

        /** The same under these other names. */
        public Entry withAliases(List<String> others) {
            return new Entry(this.id, others, this.jobs, this.state, this.memoryBytes, this.running, this.waiting,
                    this.runs, this.realTimeFactor, this.fetching);
        }

    }

    /**
     * How far one transfer is.
     *
     * @param item a file, or a package
     * @param bytes that are there
     * @param total bytes there will be
     */
    public record Fetching(String item, long bytes, long total) {
    }

}
