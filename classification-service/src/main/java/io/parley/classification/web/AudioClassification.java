package io.parley.classification.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a sound is.
 *
 * @param model by the name that was asked for
 * @param detections of the whole sound, best first
 * @param segments in order and without gaps, if they were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AudioClassification(String model, List<Detection> detections, @Nullable List<DetectionSegment> segments) {
}
