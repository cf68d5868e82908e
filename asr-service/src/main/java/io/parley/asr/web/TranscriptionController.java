package io.parley.asr.web;

import java.io.IOException;

import io.parley.asr.format.json.Transcript;
import io.parley.asr.format.json.TranscriptEvent.TextDelta;
import io.parley.asr.format.json.TranscriptEvent.TextDone;
import io.parley.asr.format.json.VerboseTranscript;
import io.parley.asr.mapping.TranscriptionRequest;
import io.parley.asr.mapping.TranscriptionRequests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a sound file and answers with its words. */
@RestController
class TranscriptionController {

    private final TranscriptionRequests requests;

    private final TranscriptAnswers answers;

    TranscriptionController(TranscriptionRequests requests, TranscriptAnswers answers) {
        this.requests = requests;
        this.answers = answers;
    }

    @PostMapping(path = "/v1/audio/transcriptions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "createTranscription",
            requestBody = @RequestBody(required = true,
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = TranscriptionForm.class))))
    @ApiResponse(responseCode = "200",
            content = {
                    @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(oneOf = { Transcript.class, VerboseTranscript.class })),
                    @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")),
                    @Content(mediaType = "text/vtt", schema = @Schema(type = "string")),
                    @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(oneOf = { TextDelta.class, TextDone.class })) })
    @Nullable ResponseEntity<String> transcribe(
            @Parameter(hidden = true) @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        TranscriptionRequest asked = this.requests.transcription(fields);
        if (!asked.streamed()) {
            return this.answers.whole(file, asked, request);
        }
        this.answers.streamed(file, asked, request, response);
        return null;
    }

}
