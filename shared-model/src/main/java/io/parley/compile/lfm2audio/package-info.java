/**
 * LFM2-Audio and LFM2.5-Audio written as graphs: encoder, backbone, text head,
 * depthformer and the codecs.
 */
@NullMarked
package io.parley.compile.lfm2audio;

import org.jspecify.annotations.NullMarked;
