package io.parley.classification.web;

import java.io.IOException;

import io.parley.classification.mapping.ClassificationRequests;
import io.parley.speech.AudioClassifier;
import io.parley.speech.LabelSet;
import io.parley.web.models.ModelNames;
import io.parley.web.shutdown.CallerWork;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the models can say. */
@RestController
class LabelsController {

    private final ClassificationRequests requests;

    private final ModelNames<AudioClassifier> names;

    private final CallerWork work;

    LabelsController(ClassificationRequests requests, ModelNames<AudioClassifier> names, CallerWork work) {
        this.requests = requests;
        this.names = names;
        this.work = work;
    }

    @GetMapping("/v1/audio/classification/labels")
    @Operation(operationId = "listAudioClassificationLabels")
    ResponseEntity<LabelList> list(@RequestParam(required = false) @Nullable String model, HttpServletRequest request)
            throws IOException {
        String name = this.requests.name(model);
        LabelSet labels = this.work.run(request, (cancellation) -> this.names.named(name).labels(cancellation));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(LabelList.of(name, labels));
    }

}
