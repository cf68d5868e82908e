package io.parley.text.normalize;

import java.util.Set;

/**
 * Words that no noun phrase begins or goes on with: after a number they show that it
 * stood alone.
 */
final class FunctionWords {

    private static final Set<String> WORDS = Set.of("a", "an", "the", "and", "or", "but", "nor", "so", "yet", "of",
            "in", "on", "at", "to", "by", "for", "from", "with", "as", "than", "that", "which", "who", "whom", "when",
            "where", "while", "until", "till", "after", "before", "during", "since", "because", "if", "though",
            "although", "is", "was", "are", "were", "be", "been", "has", "have", "had", "will", "would", "can", "could",
            "may", "might", "shall", "should", "must", "do", "does", "did", "not", "he", "she", "it", "they", "we",
            "you", "i", "his", "her", "its", "their", "our", "my", "your", "this", "these", "those", "there", "here",
            "then", "now", "into", "onto", "over", "under", "through", "between", "about", "up", "down", "out", "off",
            "also", "only", "saw", "began", "ended", "brought", "marked", "made", "came", "went", "alone", "onwards",
            "onward", "versus", "via", "per", "plus", "minus", "too", "again", "already", "today", "yesterday",
            "tomorrow");

    private FunctionWords() {
    }

    static boolean contain(String word) {
        return WORDS.contains(word);
    }

}
