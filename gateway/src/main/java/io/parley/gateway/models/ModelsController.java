package io.parley.gateway.models;

import io.parley.gateway.access.Caller;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.http.HttpServletRequest;
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
    ResponseEntity<Models> list(HttpServletRequest request) {
        return json(allowed(request));
    }

    /** The id takes in what follows, since the ids of other houses have slashes. */
    @GetMapping("/v1/models/{*path}")
    ResponseEntity<Models.Model> retrieve(@PathVariable String path, HttpServletRequest request) {
        String id = path.substring(1);
        return json(allowed(request).data()
            .stream()
            .filter(model -> model.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new FailureException(
                    Failure.unknownModel("The model '%s' does not exist here.".formatted(id)))));
    }

    /** Those that the caller may use. */
    private Models allowed(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        Models all = this.services.all();
        return new Models(all.object(), all.data().stream().filter((model) -> caller.mayUse(model.id())).toList());
    }

    private static <T> ResponseEntity<T> json(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

}
