package io.parley.compile.whisper;

import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Projection;

/**
 * One feed-forward block, down(gelu(up(x))).
 *
 * @param norm applied before the block
 * @param up width to four times the width
 * @param down and back
 */
record FeedForwardWeights(Norm norm, Projection up, Projection down) {
}
