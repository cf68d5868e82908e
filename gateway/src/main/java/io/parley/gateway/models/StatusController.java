package io.parley.gateway.models;

import java.util.List;
import java.util.stream.Stream;

import io.parley.gateway.access.Caller;
import io.parley.web.models.ServiceStatus;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the models of all services are, and their machines. */
@RestController
class StatusController {

    private final ServiceModels services;

    StatusController(ServiceModels services) {
        this.services = services;
    }

    @GetMapping("/v1/status")
    ResponseEntity<ServiceStatus> show(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        ServiceStatus all = this.services.status();
        // what the machine is at is for who runs the place, where anybody is asked
        List<ServiceStatus.Machine> machines = (caller.isKnown() && !caller.isAdmin()) ? List.of() : all.machines();
        List<ServiceStatus.Entry> models = all.models().stream().filter((model) -> mayUse(caller, model)).toList();
        return ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore())
            .body(new ServiceStatus(machines, models));
    }

    private static boolean mayUse(Caller caller, ServiceStatus.Entry model) {
        return Stream.concat(Stream.of(model.id()), model.aliases().stream()).anyMatch(caller::mayUse);
    }

}
