package io.parley.web.models;

import java.time.Instant;

import io.parley.speech.SpeechException;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The models of this service, by all their names. */
@RestController
public final class ModelsController {

    private final ModelNames<?> names;

    private final long created = Instant.now().getEpochSecond();

    ModelsController(ModelNames<?> names) {
        this.names = names;
    }

    @GetMapping("/v1/models")
    @Operation(operationId = "listModels")
    ResponseEntity<Model.ModelList> list() {
        return json(new Model.ModelList("list", this.names.names().stream().map(this::model).toList()));
    }

    @GetMapping("/v1/models/{model}")
    @Operation(operationId = "retrieveModel")
    ResponseEntity<Model> retrieve(@PathVariable String model) {
        if (!this.names.names().contains(model)) {
            throw new SpeechException.UnknownModel(model);
        }
        return json(model(model));
    }

    private Model model(String name) {
        return new Model(name, "model", this.created, "parley");
    }

    private static <T> ResponseEntity<T> json(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

}
