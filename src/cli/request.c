/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/request.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "cli/out.h"
#include "cli/work.h"

/** What a command line fills. */
struct form {
	struct rota_request request;
	struct opt_list docs, sets;
	bool local, non_local, undetermined;
};

/** A field of the form, and how it is given. */
struct field {
	const char *name, *vi; /* of the option; `vi` NULL: an argument by its place */
	const char *value;     /* how the value is called; NULL: a flag */
	enum opt_type type;
	size_t at; /* in struct form */
	const struct rota_words *words; /* when it is asked for */
	const char *help;
};

#define AT(member) offsetof(struct form, member)
#define PLACE(value, member, words, help) \
	{ value, NULL, value, OPT_TEXT, AT(request.member), words, help }
#define TEXT(name, vi, value, member, help) \
	{ name, vi, value, OPT_TEXT, AT(request.member), NULL, help }

static const char day_word[] = N_("DAY");
static const char text_word[] = N_("TEXT");

static const struct field fields[] = {
	PLACE(N_("COMMUNE"), commune, NULL, N_("name or code of the commune")),
	PLACE(N_("POST"), post, &rota_posts, N_("secretary (bi-thu) or chair (chu-tich)")),
	PLACE(N_("CADRE"), cadre, NULL,
	      N_("\"Nguyễn Văn An\", \"Nguyễn Văn An,1979\" or pin:033…")),
	PLACE(N_("OTHER"), other, NULL, N_("the other record: \"Nguyễn Văn An,1979#2\", pin:033…")),
	PLACE(N_("POSTING"), subject, NULL,
	      N_("\"Hồng Nam/bi-thu\", with @DAY for a past one, or the number of its entry")),
	PLACE(N_("ENTRY"), subject, NULL,
	      N_("the number of its entry, so that typing it again does nothing")),
	PLACE(N_("MATTER"), subject, NULL, N_("its name, as 'rota matters' lists it: M-k7qd")),
	PLACE(N_("NAME"), subject, NULL, N_("the name of the period")),
	PLACE(N_("OFFICE"), subject, NULL,
	      N_("its name, the first digits of its writer, or the fingerprint of its key")),
	TEXT("scope", "dia-ban", N_("UNIT"), commune, N_("the unit whose communes it keeps")),
	{ "read-only", "chi-doc", NULL, OPT_FLAG, AT(request.read_only), NULL,
	  N_("it keeps none any more, and only reads") },
	TEXT("checkpoint", "lan", N_("CHECKPOINT"), checkpoint,
	     N_("by which checkpoint (the newest): a number, or a day")),
	TEXT("as-of", "den-ngay", day_word, from, N_("the day of the figures (the cut-off day)")),
	PLACE(N_("WAY"), way, NULL, N_("the outcome, as 'rota matters show' lists them")),
	{ "FIELD=VALUE", NULL, N_("FIELD=VALUE"), OPT_LIST, AT(sets), NULL,
	  N_("from, to, act, cadre, unit, post, planned_end, ...") },
	TEXT("act", "hinh-thuc", N_("ACT"), act, N_("how: see 'rota help acts'")),
	TEXT("from", "tu", day_word, from, N_("from which day")),
	TEXT("to", "den", day_word, until, N_("up to before this day")),
	TEXT("what", "noi-dung", N_("WORD"), what,
	     N_("study (hoc-tap), work (cong-tac) or live (cu-tru)")),
	TEXT("place", "noi", text_word, place,
	     N_("as on the paper: \"xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên\"")),
	TEXT("until", "den", day_word, until, N_("the new planned end")),
	TEXT("elected", "ngay-bau", day_word, elected, N_("the day of the vote")),
	TEXT("term", "nhiem-ky", N_("TERM"), term, N_("such as 2020-2025")),
	TEXT("source", "nguon", N_("WORD"), source, N_("where the cadre comes from")),
	TEXT("prev", "chuc-vu-cu", text_word, prev_title, N_("the title before")),
	TEXT("dual", "kiem", N_("WORD"), dual,
	     N_("concurrent or transition, for one person in both posts")),
	TEXT("cadre", "can-bo", N_("CADRE"), cadre, N_("who, where two people hold the post")),
	TEXT("next", "di-dau", text_word, next, N_("where to: a commune, or any words")),
	TEXT("next-post", "chuc-vu-moi", text_word, next_post, N_("the new title")),
	{ "FIELD", NULL, N_("FIELD"), OPT_LIST, AT(sets), NULL,
	  N_("born, native, name, pin, ..., or locality") },
	TEXT("size", "so-ban-ghi", N_("N"), size,
	     N_("so many of its entries still count; without it all that are merged")),
	TEXT("cause", "nguyen-nhan", N_("WORD"), cause,
	     N_("lost (mat-may), cloned (may-bi-nhan-ban), ended (don-vi-ket-thuc) or other (khac)")),
	TEXT("evidence", "giay-to", text_word, evidence, N_("the paper that shows it")),
	TEXT("typing", "nhap-sai", text_word, typing, N_("an error of ours: what happened")),
	TEXT("erratum", "dinh-chinh", N_("DOC"), erratum,
	     N_("an error of the paper: the paper that mends it")),
	TEXT("why", "ly-do", text_word, why, N_("the reason, where a warning asks for one")),
	{ "doc", "can-cu", N_("DOC"), OPT_LIST, AT(docs), NULL,
	  N_("the paper: \"123-QĐ/HU 12/05/2023[; issuer][; 3 people]\"; up to four") },
	{ "undo", "rut-lai", NULL, OPT_FLAG, AT(request.withdraw), NULL,
	  N_("take back what was said: it holds no more") },
	{ "no-vacant", "khong-khuyet", NULL, OPT_FLAG, AT(request.no_vacant), NULL,
	  N_("do not state that the post is vacant from that day") },
	{ "from-start", "tu-dau", NULL, OPT_FLAG, AT(request.from_start), NULL,
	  N_("as if it had never been") },
	{ "local", "nguoi-dia-phuong", NULL, OPT_FLAG, AT(local), NULL,
	  N_("state that the person is a local; needs --why") },
	{ "non-local", "khong-la-nguoi-dia-phuong", NULL, OPT_FLAG, AT(non_local), NULL,
	  N_("state that the person is not; needs --why") },
	{ "undetermined", "chua-xac-dinh", NULL, OPT_FLAG, AT(undetermined), NULL,
	  N_("state that it cannot be told; needs --why") },
	{ "dry-run", "xem-thu", NULL, OPT_FLAG, AT(request.dry_run), NULL,
	  N_("judge and show, record nothing") },
};

/** A command picks nothing that is not in the table. */
static const struct field *find(const char *name)
{
	size_t i = 0;

	while (strcmp(fields[i].name, name) != 0) {
		i++;
		assert(i < sizeof(fields) / sizeof(fields[0]));
	}
	return &fields[i];
}

static void *member(struct form *form, const struct field *field)
{
	return (char *)form + field->at;
}

static struct opt row_of(struct form *form, const struct request_option *option)
{
	const struct field *field = find(option->name);

	return (struct opt){ 0,
			     field->vi ? field->name : NULL,
			     field->vi,
			     field->value,
			     field->type,
			     option->need,
			     member(form, field),
			     option->help ? option->help : field->help };
}

/** Of several papers the first is asked for. */
static struct work_ask ask_of(struct form *form, const struct request_option *option)
{
	const struct field *field = find(option->name);

	return (struct work_ask){ field->at == AT(docs) ? &form->request.docs[0] :
							  member(form, field),
				  option->prompt, field->words, field->value == day_word,
				  option->need == OPT_MAY };
}

static int say_one(struct cli *cli)
{
	struct rota_error err = { 0 };

	rota_fail(&err, ROTA_EINVALID, _("say one of them: --local, --non-local, --undetermined"),
	          _("two localities are stated at once"));
	return cli_usage(cli, &err);
}

static int record(struct cli *cli, struct form *form, const struct work_ask *asks, rota_act_fn *act)
{
	struct rota_error err = { 0 };

	if (form->local + form->non_local + form->undetermined > 1)
		return say_one(cli);
	if (form->local || form->non_local || form->undetermined)
		form->request.locality = form->local     ? "local" :
		                         form->non_local ? "non_local" :
		                                           "undetermined";
	if (work_take_docs(&form->request, &form->docs, &err))
		return cli_usage(cli, &err);
	return form->sets.count ? work_sets(cli, &form->request, &form->sets, act) :
				  work_act(cli, &form->request, act, asks);
}

static bool is_named(const struct request_option *options, const char *name)
{
	while (options->name && strcmp(options->name, name) != 0)
		options++;
	return options->name != NULL;
}

int request_run(const struct cmd *self, struct cli *cli, int argc, char **argv,
                const struct request_option *options, rota_act_fn *act)
{
	static const struct request_option common[] = { { "why", OPT_MAY, NULL, NULL },
							{ "dry-run", OPT_MAY, NULL, NULL } };
	struct opt rows[OPT_MOST_ROWS] = { { .type = OPT_LAST } };
	struct work_ask asks[OPT_MOST_ROWS] = { { .value = NULL } };
	struct form form = { .local = false };
	size_t count = 0, asked = 0;
	int code;

	for (; options[count].name; count++) {
		assert(count < OPT_MOST_ROWS - 3);
		rows[count] = row_of(&form, &options[count]);
		if (options[count].prompt)
			asks[asked++] = ask_of(&form, &options[count]);
	}
	for (size_t i = 0; i < 2; i++)
		if (!is_named(options, common[i].name))
			rows[count++] = row_of(&form, &common[i]);
	rows[count] = (struct opt)OPT_END;
	return opt_parse(&code, self, rows, cli, argc, argv) ? record(cli, &form, asks, act) : code;
}
