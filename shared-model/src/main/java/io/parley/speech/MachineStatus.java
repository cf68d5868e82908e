package io.parley.speech;

import org.jspecify.annotations.Nullable;

/**
 * How a machine is, and what one process on it holds.
 *
 * @param id of the process
 * @param processors that the process may use
 * @param processorLoad share of them that is busy, 0 to 1; below 0 where that is not
 * known
 * @param memoryBytes of the machine, or of the container
 * @param processBytes of it that the process holds; null where that cannot be told
 * @param modelsBytes that the loaded models take
 * @param modelsBudgetBytes that they may take together
 */
public record MachineStatus(String id, int processors, double processorLoad, long memoryBytes,
        @Nullable Long processBytes, long modelsBytes, long modelsBudgetBytes) {
}
