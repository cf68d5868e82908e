package io.parley.gateway.models;

import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The models of all services. */
@RestController
class ModelsController {

    private final ServiceModels services;

    ModelsController(ServiceModels services) {
        this.services = services;
    }

    @GetMapping("/v1/models")
    ResponseEntity<Models> list() {
        return json(this.services.all());
    }

    /** The id takes in what follows, since the ids of other houses have slashes. */
    @GetMapping("/v1/models/{*path}")
    ResponseEntity<Models.Model> retrieve(@PathVariable String path) {
        String id = path.substring(1);
        return json(this.services.all()
            .data()
            .stream()
            .filter(model -> model.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new FailureException(
                    Failure.unknownModel("The model '%s' does not exist here.".formatted(id)))));
    }

    private static <T> ResponseEntity<T> json(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

}
