package io.parley.asr.web;

import java.io.IOException;

import io.parley.asr.format.json.Translation;
import io.parley.asr.format.json.VerboseTranslation;
import io.parley.asr.mapping.TranscriptionRequests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a sound file in any language and answers with its words in English. */
@RestController
class TranslationController {

    private final TranscriptionRequests requests;

    private final TranscriptAnswers answers;

    TranslationController(TranscriptionRequests requests, TranscriptAnswers answers) {
        this.requests = requests;
        this.answers = answers;
    }

    @PostMapping(path = "/v1/audio/translations", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "createTranslation",
            requestBody = @RequestBody(required = true,
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = TranslationForm.class))))
    @ApiResponse(responseCode = "200",
            content = {
                    @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(oneOf = { Translation.class, VerboseTranslation.class })),
                    @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")),
                    @Content(mediaType = "text/vtt", schema = @Schema(type = "string")) })
    ResponseEntity<String> translate(
            @Parameter(hidden = true) @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields, HttpServletRequest request)
            throws IOException {
        return this.answers.whole(file, this.requests.translation(fields), request);
    }

}
