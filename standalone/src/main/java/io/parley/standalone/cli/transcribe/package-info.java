/** {@code parley transcribe}: a queue of files, and where their transcripts go. */
@NullMarked
package io.parley.standalone.cli.transcribe;

import org.jspecify.annotations.NullMarked;
