/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The lists of words beside those of rota/kinds.h: what fields of the table of kinds choose from.
 */
#ifndef ENTRY_WORD_TABLES_H
#define ENTRY_WORD_TABLES_H

#include "rota/kinds.h"

extern const struct rota_words rota_unit_ends;
extern const struct rota_words rota_succession_events;
extern const struct rota_words rota_succession_parts;
extern const struct rota_words rota_sexes;
extern const struct rota_words rota_born_sources;
extern const struct rota_words rota_plannings;
extern const struct rota_words rota_place_papers;
extern const struct rota_words rota_spell_whats;
extern const struct rota_words rota_keeps;
extern const struct rota_words rota_states;
extern const struct rota_words rota_sources;
extern const struct rota_words rota_duals;
extern const struct rota_words rota_corrections;
extern const struct rota_words rota_bases;
extern const struct rota_words rota_locality_roles;
extern const struct rota_words rota_vacancy_causes;
extern const struct rota_words rota_measures;
extern const struct rota_words rota_policy_tests;
extern const struct rota_words rota_levels;
extern const struct rota_words rota_residence_counts;
extern const struct rota_words rota_geographies;
extern const struct rota_words rota_asserted_counts;
extern const struct rota_words rota_dual_counts;
extern const struct rota_words rota_roundings;
extern const struct rota_words rota_tones;
extern const struct rota_words rota_roles;
extern const struct rota_words rota_offices;
extern const struct rota_words rota_writer_roles;
extern const struct rota_words rota_revoke_causes;
extern const struct rota_words rota_topics;
extern const struct rota_words rota_answers;
extern const struct rota_words rota_rectifies;
extern const struct rota_words rota_access_whats;
extern const struct rota_words rota_secrecies;

#endif
