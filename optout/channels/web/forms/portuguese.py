"""How Portuguese forms ask for a meaning, in Brazil and in Portugal, without accents."""

WORDS: dict[str, str] = {
    "name": (
        "nome completo, nome e sobrenome, nome e apelido, nome e apelidos, nome sobrenome, primeiro e "
        "ultimo nome, nome completo do titular dos dados, seu nome completo, teu nome completo, o seu "
        "nome completo"
    ),
    "name?": "nome, seu nome, o seu nome, teu nome",
    "given-name": "primeiro nome, nome proprio, nome de batismo, nomes proprios",
    "additional-name": "nome do meio, segundo nome, nomes do meio",
    "family-name": (
        "sobrenome, ultimo nome, apelido, apelidos, nome de familia, sobrenomes, seu sobrenome"
    ),
    "email": (
        "correio eletronico, endereco de e mail, endereco de email, endereco eletronico, endereco e "
        "mail, endereco de correio eletronico, endereco email, correio electronico, seu e mail, seu "
        "email"
    ),
    "tel": (
        "telefone, numero de telefone, celular, telemovel, numero de celular, numero de telemovel, "
        "telefone celular, telefone fixo, telefone de contato, telefone movel, telefone de contacto, "
        "n de telefone, n de telemovel, telefone residencial, telefone com ddd, celular com ddd, "
        "numero do celular, whatsapp telefone, contacto telefonico, contato telefonico"
    ),
    "street-address": (
        "endereco, morada, endereco completo, endereco postal, endereco residencial, morada completa, "
        "endereco de entrega, morada de faturacao, endereco de cobranca, morada de envio, morada "
        "fiscal"
    ),
    "address-line1": (
        "rua, logradouro, rua e numero, endereco linha 1, nome da rua, rua avenida, endereco 1, "
        "morada linha 1, linha de endereco 1, rua numero, morada 1, rua logradouro"
    ),
    "address-line2": (
        "complemento, endereco linha 2, endereco 2, apartamento, andar, morada linha 2, apto, morada "
        "2, linha de endereco 2, complemento do endereco, bloco apto, apto bloco"
    ),
    "address-level2": (
        "cidade, localidade, municipio, concelho, cidade de residencia, cidade localidade, localidade "
        "cidade"
    ),
    "address-level1": (
        "estado, distrito, provincia, uf, estado uf, estado provincia, uf estado, regiao, distrito "
        "regiao, estado de residencia"
    ),
    "postal-code": "cep, codigo postal, cod postal, cep codigo postal",
    "country-name": "pais, pais de residencia, pais regiao, seu pais",
    "bday": (
        "data de nascimento, aniversario, data nascimento, nascido em, data de nasc, dt nascimento"
    ),
    "bday-day": "dia de nascimento, dia do nascimento",
    "bday-month": "mes de nascimento, mes do nascimento",
    "bday-year": "ano de nascimento, ano do nascimento",
    "username": (
        "nome de usuario, nome de utilizador, usuario, utilizador, nome do usuario, nome de "
        "utilizador unico"
    ),
    "url": "=site, sitio web, pagina pessoal, website pessoal",
    "organization": (
        "empresa, nome da empresa, organizacao, companhia, instituicao, nome da organizacao, "
        "entidade, denominacao social"
    ),
    "x-age": "idade, sua idade, a sua idade",
    "x-listing-url": (
        "link do perfil, link para o perfil, url do perfil, url do registro, link do registro, link "
        "do anuncio, url a remover, link a remover, url da pagina"
    ),
    "x-reason": (
        "motivo, razao, motivo da solicitacao, motivo do pedido, razao do pedido, motivo da exclusao"
    ),
    "x-request-type": (
        "tipo de solicitacao, tipo de pedido, =direito, qual direito, tipo de requisicao, assunto do "
        "pedido, direito que deseja exercer, natureza do pedido, direito que pretende exercer"
    ),
    "x-relationship": (
        "relacao, =sou, relacao com a pessoa, relacao conosco, relacao com a empresa, qual a sua "
        "relacao, relacao com o titular"
    ),
    "x-signature": "assinatura, assinatura eletronica, assinatura digital",
    "x-code": "codigo de verificacao, codigo de confirmacao, codigo recebido",
    "~birth": "nascimento, nasc",
    "~day": "dia",
    "~month": "mes",
    "~year": "ano",
    "~repeat": (
        "confirmar, confirme, confirmacao, repetir, repita, novamente, verificar, confirma, redigite, "
        "repete, repeticao"
    ),
    "~part": "ddd, ddi, indicativo, codigo de area, ramal, codigo do pais ddi, indicativo do pais",
    "!other": (
        "numero, bairro, buscar, pesquisar, pesquisa, busca, comentario, comentarios, mensagem, "
        "assunto, pergunta, resposta, cupom, cupom de desconto, codigo promocional, desconto, "
        "quantidade, valor, titulo, cargo, profissao, ocupacao, setor, idioma, moeda, sexo, genero, "
        "nacionalidade, cidadania, naturalidade, estado civil, local de nascimento, cidade de "
        "nascimento, pais de nascimento, numero do pedido, numero de encomenda, numero de cliente, "
        "fax, observacoes, notas, data, hora, pergunta de seguranca, pergunta secreta, cor favorita, "
        "palavra chave, referencia, numero da casa, ponto de referencia, destino, freguesia, "
        "tratamento, codigo do cliente, sufixo, cartao presente, nome social, numero da porta, "
        "escolaridade, area de atuacao, como nos conheceu, cidade de origem, cidade de destino"
    ),
    "!secret": (
        "senha, palavra passe, palavra chave de acesso, cartao, numero do cartao, cartao de credito, "
        "titular do cartao, nome no cartao, conta bancaria, numero da conta, cpf, cnpj, rg, cpf cnpj, "
        "nif, passaporte, numero do passaporte, agencia, cartao de cidadao, bilhete de identidade, "
        "numero do documento, documento, documento de identidade, cnh, titular, seguranca social, "
        "pis, numero de contribuinte, contribuinte, titular da conta, codigo de seguranca, niss, "
        "carta de conducao, numero de utente, carteira de identidade, carteira de motorista, banco, "
        "inscricao estadual, nome impresso no cartao, numero de identificacao fiscal, identidade"
    ),
    "!person": (
        "nome de solteira, mae, pai, pais e maes, conjuge, esposo, esposa, marido, filho, filha, "
        "filhos, amigo, amiga, amigos, emergencia, contato de emergencia, contacto de emergencia, "
        "tutor, representante, destinatario, beneficiario, anterior, anteriores, procurador, "
        "familiar, responsavel, encarregado de educacao, animal, indicado por, advogado, terceiro, "
        "acompanhante, nome da mae, nome do pai, responsavel legal"
    ),
    "country?": "codigo do pais",
}
