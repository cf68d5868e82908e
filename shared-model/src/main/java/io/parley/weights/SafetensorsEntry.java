package io.parley.weights;

import java.util.List;

/**
 * One tensor as a safetensors header describes it.
 *
 * @param name its name
 * @param type how elements are stored
 * @param shape its dimensions, none negative
 * @param begin its first byte, counted from the end of the header
 * @param end the byte after its last
 */
record SafetensorsEntry(String name, DataType type, List<Long> shape, long begin, long end) {
}
