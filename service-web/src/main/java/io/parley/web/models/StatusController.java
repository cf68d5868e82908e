package io.parley.web.models;

import java.util.List;
import java.util.Locale;

import io.parley.speech.MachineStatus;
import io.parley.speech.ModelMonitor;
import io.parley.speech.ModelStatus;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the models of this service are, and its machine. */
@RestController
public final class StatusController {

    private final ModelNames<?> names;

    private final ModelMonitor monitor;

    StatusController(ModelNames<?> names, ModelMonitor monitor) {
        this.names = names;
        this.monitor = monitor;
    }

    @GetMapping("/v1/status")
    @Operation(operationId = "showStatus")
    ResponseEntity<ServiceStatus> show() {
        ServiceStatus status = new ServiceStatus(List.of(machine()),
                this.names.ids().stream().map(this::entry).toList());
        return ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore())
            .body(status);
    }

    private ServiceStatus.Machine machine() {
        MachineStatus machine = this.monitor.machine();
        return new ServiceStatus.Machine(machine.id(), machine.processors(), machine.processorLoad(),
                machine.memoryBytes(), machine.processBytes(), machine.modelsBytes(), machine.modelsBudgetBytes());
    }

    private ServiceStatus.Entry entry(String id) {
        ModelStatus status = this.monitor.status(id);
        return new ServiceStatus.Entry(id, this.names.aliases(id), this.names.jobs(id),
                status.state().name().toLowerCase(Locale.ROOT), status.memoryBytes(), status.running(),
                status.waiting(), status.runs(), status.realTimeFactor(), fetching(status.fetching()));
    }

    private static ServiceStatus.@Nullable Fetching fetching(ModelStatus.@Nullable Fetching fetching) {
        return (fetching == null) ? null
                : new ServiceStatus.Fetching(fetching.item(), fetching.bytes(), fetching.total());
    }

}
