package io.parley.chat.memory;

import io.parley.concurrent.Requester;

/**
 * What an answer is found by.
 *
 * @param id of the answer
 * @param requester who was given it, and alone can refer to it
 */
record AnswerKey(String id, Requester requester) {
}
